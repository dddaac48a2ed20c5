from tf1shim.cli.main import main

main()
