#!/usr/bin/env bash
# Starts an independent server that speaks MongoDB's protocol, for the store's contract and differential suites,
# where no real MongoDB can be had.
#   uri=$(bash .ci/mongo.sh start)   prints the server's address; nothing and exit 1 with the reason on stderr if it can't
#   bash .ci/mongo.sh stop           ends those that this script run (its process group) started; others' go on
# A MONGODB_URI that is set already is printed as it is.
# The server is SecantusDB (PyPI, GPL-2.0, WiredTiger inside), only ever run as a process of its own. FerretDB 1.24
# was tried instead and left: it has no partial indexes and its findAndModify is not atomic (13 of 146 cases fail).
set -euo pipefail

version=0.7.0b3
home="${XDG_CACHE_HOME:-$HOME/.cache}/minzheng-safety-bot/secantusdb-$version"
# Several runs may be at work on one machine: each has its own note of what it started.
pid_file="$home/run/$(ps -o pgid= -p $$ | tr -d ' ').pid"

say() { echo "mongo.sh: $*" >&2; }

stop() {
  [ -f "$pid_file" ] || return 0
  local pid
  pid=$(cat "$pid_file")
  rm -f "$pid_file" "$pid_file.log"
  # A number may have been given to somebody else since.
  if ps -o args= -p "$pid" 2>/dev/null | grep -q secantusd-py; then kill "$pid"; fi
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
  mkdir -p "$home/run"
  local port uri log
  log="$pid_file.log"
  port=$("$home/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  uri="mongodb://127.0.0.1:$port/"
  # Its own session and no inherited streams, or the caller's $(…) would wait for it.
  setsid "$home/venv/bin/secantusd-py" --host 127.0.0.1 --port "$port" --storage-path :memory: --log-level ERROR \
    >"$log" 2>&1 </dev/null &
  echo $! >"$pid_file"
  # The client waits for the server by itself, 30 s at most.
  "$home/venv/bin/python" -c 'import sys, pymongo; pymongo.MongoClient(sys.argv[1], serverSelectionTimeoutMS=30000).admin.command("ping")' "$uri" ||
    { say "SecantusDB does not answer:"; tail -5 "$log" >&2; stop; exit 1; }
  say "SecantusDB $version answers on port $port"
  echo "$uri"
}

case "${1:-start}" in
  start) start ;;
  stop) stop ;;
  *) say 'usage: mongo.sh start|stop'; exit 2 ;;
esac
