"""A disk whose power can be cut: ext4 on a loop device that writes straight through to its image."""
import pathlib
import shutil
import subprocess


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True,
                          text=True).stdout.strip()


class Disk:
    """Mounted at `path`. Gone again after close(), with everything on it."""

    def __init__(self, folder, name, image=None):
        self.folder, self.image = pathlib.Path(folder), pathlib.Path(folder) / f"{name}.img"
        self.path = self.folder / name
        self.path.mkdir()
        if image is None:
            run("truncate", "-s", "1G", self.image)
            run("mkfs.ext4", "-q", "-F", self.image)
        else:
            run("cp", "--sparse=always", image, self.image)
        self.device = run("losetup", "-f", "--show", "--direct-io=on", self.image)
        # No timer flushes the journal: what nobody has synced stays in memory.
        run("mount", "-o", "commit=300", self.device, self.path)

    def after_a_cut(self, name):
        """What would be on it now if the power failed now. Whoever writes to it must stand still."""
        return Disk(self.folder, name, self.image)

    def close(self):
        # Lazily: a process that was killed may take a moment to let go.
        subprocess.run(["umount", "-l", self.path], check=False)
        subprocess.run(["losetup", "-d", self.device], check=False)
        self.image.unlink(missing_ok=True)
        shutil.rmtree(self.path, ignore_errors=True)
