#!/usr/bin/env bash
# Starts an independent server that speaks MongoDB's protocol, for the store's contract and differential suites,
# where no real MongoDB can be had.
#   uri=$(bash .ci/mongo.sh start)   prints the server's address; nothing and exit 1 with the reason on stderr if it can't
#   bash .ci/mongo.sh stop           ends it
# A MONGODB_URI that is set already is printed as it is.
# The server is SecantusDB (PyPI, GPL-2.0, WiredTiger inside), only ever run as a process of its own. FerretDB 1.24
# was tried instead and left: it has no partial indexes and its findAndModify is not atomic (13 of 146 cases fail).
set -euo pipefail

version=0.7.0b3
home="${XDG_CACHE_HOME:-$HOME/.cache}/minzheng-safety-bot/secantusdb-$version"
pid_file="$home/server.pid"

say() { echo "mongo.sh: $*" >&2; }

stop() {
  if [ -f "$pid_file" ]; then
    kill "$(cat "$pid_file")" 2>/dev/null || true
    rm -f "$pid_file"
  fi
}

install() {
  [ -x "$home/venv/bin/secantusd-py" ] && return
  command -v python3 >/dev/null || { say 'no python3: the suites on a MongoDB protocol are not run'; exit 1; }
  mkdir -p "$home"
  python3 -m venv "$home/venv" || { say 'python3 has no venv: the suites on a MongoDB protocol are not run'; exit 1; }
  "$home/venv/bin/pip" install --quiet --disable-pip-version-check "SecantusDB==$version" >&2 ||
    { rm -rf "$home/venv"; say 'SecantusDB can not be installed: the suites on a MongoDB protocol are not run'; exit 1; }
}

start() {
  if [ -n "${MONGODB_URI:-}" ]; then echo "$MONGODB_URI"; return; fi
  install
  stop
  local port uri
  port=$("$home/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  uri="mongodb://127.0.0.1:$port/"
  # Its own session and no inherited streams, or the caller's $(…) would wait for it.
  setsid "$home/venv/bin/secantusd-py" --host 127.0.0.1 --port "$port" --storage-path :memory: --log-level ERROR \
    >"$home/server.log" 2>&1 </dev/null &
  echo $! >"$pid_file"
  # The client waits for the server by itself, 30 s at most.
  "$home/venv/bin/python" -c 'import sys, pymongo; pymongo.MongoClient(sys.argv[1], serverSelectionTimeoutMS=30000).admin.command("ping")' "$uri" ||
    { say "SecantusDB does not answer:"; tail -5 "$home/server.log" >&2; stop; exit 1; }
  say "SecantusDB $version answers on port $port"
  echo "$uri"
}

case "${1:-start}" in
  start) start ;;
  stop) stop ;;
  *) say 'usage: mongo.sh start|stop'; exit 2 ;;
esac
