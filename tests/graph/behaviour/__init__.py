"""Small TF1 programs, `case_*`, whose results TF 1.15.5 has recorded (tools/record_tf1_behaviour.py)."""
