#!/bin/bash
# usage: tests/support/with_services.sh COMMAND [ARG...]
# Runs COMMAND with a PostgreSQL cluster and a Redis server of its own, named by
#   PCSP_TEST_POSTGRES  a URL of a superuser, over a Unix socket
#   PCSP_TEST_REDIS     redis://127.0.0.1:PORT
# and stops what it started, also when COMMAND fails or is interrupted. A variable that is set
# already is left alone and nothing is started for it.
set -euo pipefail

folder=$(mktemp -d "${TMPDIR:-/tmp}/pcsp-test.XXXXXX")
chmod 711 "$folder"
redis_pid=
postgres_started=
as_postgres=()
if [ "$(id -u)" = 0 ]; then as_postgres=(runuser -u postgres --); fi

cleanup() {
  trap '' INT TERM
  if [ -n "$redis_pid" ]; then
    kill "$redis_pid" 2>/dev/null || true
    wait "$redis_pid" 2>/dev/null || true
  fi
  if [ -n "$postgres_started" ]; then
    (cd "$folder/pg" && "${as_postgres[@]}" "$bin/pg_ctl" -D data -m immediate -w stop) >/dev/null || true
  fi
  rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_postgres() {
  bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
  if [ ! -d "$bin" ]; then bin=$(dirname "$(command -v initdb || true)"); fi
  if [ ! -x "$bin/initdb" ]; then
    echo "with_services: PostgreSQL's server is not installed (apt-get install postgresql)" >&2
    exit 1
  fi
  mkdir "$folder/pg"
  chmod 700 "$folder/pg"
  if [ ${#as_postgres[@]} -gt 0 ]; then chown postgres: "$folder/pg"; fi
  cd "$folder/pg"
  "${as_postgres[@]}" "$bin/initdb" -D data -A trust -U postgres -E UTF8 --locale=C.UTF-8 \
    --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
  # Durable as in production, because the program refuses anything else; small otherwise.
  "${as_postgres[@]}" "$bin/pg_ctl" -D data -w -t 60 -l "$folder/pg/server.log" \
    -o "-k $folder/pg -c listen_addresses= -c max_connections=60 -c shared_buffers=32MB" start \
    >/dev/null || { cat "$folder/pg/server.log" >&2; exit 1; }
  postgres_started=yes
  export PCSP_TEST_POSTGRES="postgresql:///postgres?host=$folder/pg&user=postgres"
  cd - >/dev/null
}

start_redis() {
  if ! command -v redis-server >/dev/null; then
    echo "with_services: Redis is not installed (apt-get install redis-server)" >&2
    exit 1
  fi
  local port
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + RANDOM % 12000))
    redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" \
      >"$folder/redis.log" 2>&1 &
    redis_pid=$!
    for _ in {1..100}; do
      if ! kill -0 "$redis_pid" 2>/dev/null; then break; fi  # the port was taken: try another
      if [ "$(redis-cli -p "$port" ping 2>/dev/null)" = PONG ] &&
         redis-cli -p "$port" info server | grep -q "^process_id:$redis_pid"; then
        export PCSP_TEST_REDIS="redis://127.0.0.1:$port"
        return
      fi
      sleep 0.05
    done
    kill "$redis_pid" 2>/dev/null || true
    wait "$redis_pid" 2>/dev/null || true
    redis_pid=
  done
  cat "$folder/redis.log" >&2
  exit 1
}

if [ $# = 0 ]; then
  sed -n '2,7s/^# //p' "$0"
  exit 2
fi
if [ -z "${PCSP_TEST_POSTGRES:-}" ]; then start_postgres; fi
if [ -z "${PCSP_TEST_REDIS:-}" ]; then start_redis; fi
"$@"
