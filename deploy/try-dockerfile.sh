#!/bin/bash
# Does what the Dockerfile says without a Docker engine: its steps in a clean Debian root, then what it would start.
#
#   sudo deploy/try-dockerfile.sh [work folder]
#
# Its base image is Debian bookworm by debootstrap with Node 22 from npm's registry. The build's steps run by chroot. The
# process then runs as the image's user and as PID 1 of a namespace, with its root mounted read-only and /data
# writable; it has to be healthy, take an event, and end by SIGTERM. Needs root, debootstrap, rsync, node and npm.
# The work folder, a temporary one by default, is kept when it is named, with the Debian root in it for the next time.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
context=$(dirname "$here")
work=${1:-$(mktemp -d)}
[ $# -gt 0 ] || trap 'rm -rf --one-file-system "$work"' EXIT
mkdir -p "$work"
port=${PORT:-18787}

say() { printf '%s\n' "$*"; }

# The base image: Debian, Node with its npm, and the user that the image brings.
make_base() {
  [ -e "$work/base/usr/local/bin/npm" ] && return
  say 'base: Debian bookworm by debootstrap, Node 22 by npm'
  [ -e "$work/base/etc/debian_version" ] ||
    debootstrap --variant=minbase --include=ca-certificates bookworm "$work/base" >"$work/debootstrap.log"
  mkdir -p "$work/node" && cd "$work/node" && [ -e package.json ] || echo '{}' >package.json
  npm install --no-audit --no-fund --silent "node-linux-$(node -p process.arch)@22" npm@10
  install -m 755 node_modules/node-linux-*/bin/node "$work/base/usr/local/bin/node"
  mkdir -p "$work/base/usr/local/lib/node_modules"
  cp -r node_modules/npm "$work/base/usr/local/lib/node_modules/npm"
  ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$work/base/usr/local/bin/npm"
  chroot "$work/base" useradd --uid 1000 --user-group --create-home node
  cd "$context"
}

# What this machine's way to the registry needs, for the steps alone: no part of an image.
step_environment=()
lend_network() {
  cp /etc/resolv.conf "$1/etc/resolv.conf"
  cp /etc/hosts "$1/etc/hosts"
  if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
    cp "$NODE_EXTRA_CA_CERTS" "$1/tmp/extra-ca.pem"
    step_environment=(NODE_EXTRA_CA_CERTS=/tmp/extra-ca.pem)
  fi
}

# COPY: of the context, what the ignore file leaves; of another stage, as it is there. The last argument is the goal.
copy_in() {
  local from=$context sources goal filter=(--filter='merge -')
  case $1 in --from=*) from=$work/${1#--from=} filter=() && shift ;; esac
  sources=("${@:1:$#-1}") goal=${!#}
  case $goal in /*) goal=$root$goal ;; *) goal=$root$workdir/$goal ;; esac
  for source in "${sources[@]}"; do
    local path=$from/${source#/}
    # As Docker does, a folder's content goes into the goal.
    [ -d "$path" ] && path=$path/
    mkdir -p "$goal"
    rules | rsync -a --chown=0:0 "${filter[@]}" "$path" "$goal"
  done
}

# The ignore file as rsync has it: !name lets pass, * refuses the rest of the top folder.
rules() {
  sed -n 's/^!\(.*\)/+ \/\1/p' "$here/Dockerfile.dockerignore"
  say '- /*'
}

# With /proc and /dev, as a builder gives them.
run_step() {
  unshare --mount --pid --fork sh -c \
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" /usr/bin/env -i "$@"' "$root" \
    PATH=/usr/local/bin:/usr/bin:/bin HOME=/root "${step_environment[@]}" "${image_environment[@]}" \
    sh -c "cd '$workdir' && $1"
}

# One instruction a line, as the Dockerfile is written.
build() {
  local instruction rest stage
  while read -r instruction rest; do
    case $instruction in
    '' | '#'*) continue ;;
    FROM)
      stage=image && case $rest in *' AS '*) stage=${rest##* AS } ;; esac
      root=$work/$stage workdir=/ image_environment=()
      say "stage $stage: $rest"
      rm -rf --one-file-system "$root" && cp -a "$work/base" "$root" && lend_network "$root"
      ;;
    WORKDIR) workdir=$rest && mkdir -p "$root$workdir" ;;
    ENV) read -ra image_environment <<<"$rest" ;;
    COPY) say "  COPY $rest" && read -ra words <<<"$rest" && copy_in "${words[@]}" ;;
    RUN) say "  RUN $rest" && run_step "$rest" >>"$work/steps.log" 2>&1 || { tail -30 "$work/steps.log" && exit 1; } ;;
    USER) user=$rest ;;
    VOLUME) volume=$rest ;;
    HEALTHCHECK) health=${rest#*CMD } ;;
    ENTRYPOINT) entrypoint=$rest ;;
    CMD) cmd=$rest ;;
    LABEL | EXPOSE) ;;
    *) say "no way to try $instruction" && exit 1 ;;
    esac
  done <"$here/Dockerfile"
}

# A JSON list of words, one a line.
words_of() { node -e 'for (const word of JSON.parse(process.argv[1])) console.log(word)' "$1"; }

in_image() {
  chroot --userspec="$user" "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/home/node \
    "${image_environment[@]}" PORT="$port" TAMTAM_ADMIN_PORT=0 sh -c 'cd "$0" && exec "$@"' "$workdir" "$@"
}

# Runs within a mount and PID namespace of its own: see try_image.
start_image() {
  mount --make-rprivate /
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --bind /dev "$root/dev"
  mount --bind "$work/data" "$root$volume"
  mount -o remount,bind,ro "$root"
  if in_image touch /app/written 2>/dev/null; then say 'the root is not read-only' && exit 1; fi
  mapfile -t command < <(words_of "$entrypoint" && words_of "$cmd")
  exec chroot --userspec="$user" "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/home/node \
    "${image_environment[@]}" PORT="$port" TAMTAM_ADMIN_PORT=0 sh -c 'cd "$0" && exec "$@"' "$workdir" "${command[@]}"
}

# A page view of now; the status.
send_beacon() {
  local id now
  id=$(printf 'a%.0s' {1..32})
  now=$(date +%s%3N)
  curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/v1/events" \
    -H 'Origin: http://localhost' -H 'Content-Type: text/plain' -A 'Mozilla/5.0 (X11; Linux x86_64)' -d @- <<BEACON
{"v":1,"siteId":"demo","anonymousId":"$id","sentAtMs":$now,"events":[{"type":"page_view","eventId":"$(cat /proc/sys/kernel/random/uuid)",
"sessionId":"$id","occurredAtMs":$now,"page":{"url":"http://localhost/","title":"Home","viewId":"$id"}}]}
BEACON
}

try_image() {
  rm -rf "$work/data" && mkdir "$work/data" && chown --reference="$root$volume" "$work/data"
  mapfile -t check < <(words_of "$health")
  export -f start_image in_image words_of say
  export root work workdir user volume entrypoint cmd port
  unshare --mount --pid --fork --kill-child bash -c \
    "image_environment=(${image_environment[*]@Q}); start_image" >"$work/image.log" 2>&1 &
  local outer=$!
  for _ in $(seq 100); do
    in_image "${check[@]}" 2>/dev/null && break
    kill -0 $outer 2>/dev/null || { cat "$work/image.log" && exit 1; }
    sleep 0.2
  done
  in_image "${check[@]}" || { say 'not healthy' && cat "$work/image.log" && exit 1; }
  local inner
  inner=$(pgrep -P $outer)
  say "healthy as $user (uid $(awk '/^Uid/ { print $2 }' "/proc/$inner/status")), PID $(awk '/^NSpid/ { print $NF }' "/proc/$inner/status") of its namespace, root read-only"
  [ "$(send_beacon)" = 204 ] && say 'an event was accepted' || { cat "$work/image.log" && exit 1; }
  # Until it has started, the first process of a namespace has nobody to hear SIGTERM, and the kernel drops it.
  for _ in $(seq 50); do grep -q '"event":"started"' "$work/image.log" && break || sleep 0.2; done
  kill -TERM "$inner"
  (sleep 20 && kill -KILL "$inner") 2>/dev/null &
  local guard=$!
  wait $outer && say 'ended by SIGTERM with code 0' || { say "ended with code $?" && exit 1; }
  kill $guard
  find "$work/data" -name '*.db' -printf '%f %s bytes\n'
  ! in_image "${check[@]}" 2>/dev/null || { say 'healthy though it has ended' && exit 1; }
}

make_base
cd "$context"
: >"$work/steps.log"
build
say "node_modules $(du -sm "$root/app/node_modules" | cut -f1) MiB, dist $(du -sk "$root/app/dist" | cut -f1) KiB, the steps add $(($(du -sm "$root" | cut -f1) - $(du -sm "$work/base" | cut -f1))) MiB to the base"
for dev in vitest typescript playwright rollup; do
  [ ! -e "$root/app/node_modules/$dev" ] || { say "$dev was not left out" && exit 1; }
done
ls -d "$root"/app/node_modules/@libsql/linux-* | xargs -n1 basename
try_image
