#!/bin/bash
# k8s/image.sh: builds the image from k8s/Dockerfile with buildah, which needs no engine, then runs it with podman as a
# cluster would (read-only, nobody's user, no capability) and plays the sample programme in it. `./dev image` installs
# what this needs. CCACHE_DIR is lent to the build, so that a second one takes minutes less.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

name=localhost/pcsp:$(sed -n 's/^project(pcsp VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
base=docker.io/library/debian:bookworm-slim
cache=${CCACHE_DIR:-$HOME/.cache/ccache}
podman=(podman --runtime runc)
container=
data=$(mktemp -d)
chmod 777 "$data"  # nobody's user writes there

say() { printf '%s\n' "$*" >&2; }
cleanup() {
  [ -z "$container" ] || "${podman[@]}" rm -f "$container" >/dev/null 2>&1 || true
  rm -rf "$data"
}
trap cleanup EXIT

# Where no registry of images can be reached, the base is made of Debian's own packages.
if ! podman image exists $base && ! podman pull -q $base >/dev/null 2>&1; then
  say "making $base of Debian's packages"
  mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm - | podman import - $base >/dev/null
fi
mkdir -p "$cache"
buildah build --isolation chroot --pull=never --volume "$cache:/ccache" -t "$name" -f k8s/Dockerfile . >&2
say "$name: $(podman image inspect --format '{{.Size}}' "$name" | numfmt --to=iec) in all"

run=("${podman[@]}" run --network=host --read-only --cap-drop=all --security-opt=no-new-privileges
  --ulimit nofile=16384:16384 --ulimit nproc=32768:32768)
container=$("${run[@]}" --detach --volume "$data:/var/lib/pcsp" "$name" --serve=all \
  --rest-address=127.0.0.1:0 --grpc-address=127.0.0.1:0 --metrics-address=127.0.0.1:0)
port=
for _ in $(seq 100); do
  port=$("${podman[@]}" logs "$container" 2>&1 | sed -n 's/.*"message":"serving".*"grpc_port":\([0-9]*\).*/\1/p')
  [ -z "$port" ] || break
  sleep 0.2
done
[ -n "$port" ] || { "${podman[@]}" logs "$container" >&2; say "the container does not serve"; exit 1; }
"${run[@]}" --rm --entrypoint /usr/bin/pcspctl "$name" --server "127.0.0.1:$port" sample load >&2
"${run[@]}" --rm --entrypoint /usr/bin/pcspctl "$name" --server "127.0.0.1:$port" sample report
"${podman[@]}" stop --time 30 "$container" >/dev/null
code=$("${podman[@]}" inspect --format '{{.State.ExitCode}}' "$container")
[ "$code" = 0 ] || { say "the container ended with $code instead of 0"; exit 1; }
say "$name runs, and stops cleanly"
