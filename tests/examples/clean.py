import subprocess
import sys

page = open(sys.argv[1], "rb").read()
done = subprocess.run(["winnow", "-t", "markdown"], input=page,
                      stdout=subprocess.PIPE, check=True)
print(done.stdout.decode().splitlines()[0])
