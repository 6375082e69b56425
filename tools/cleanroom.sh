#!/bin/sh
# Runs the README's own commands in a bare Debian 12 made for it; needs root, debootstrap and git.
set -eu
root=$1
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null 2>&1; then
    echo "The clean room needs root and debootstrap." >&2
    exit 3
fi
room=$(mktemp -d)
cache=$root/build/cleanroom.tar
mounted=
tidy() {
    status=$?
    # A folder that is still mounted must not be deleted through.
    if [ -n "$mounted" ] && ! umount "$room/proc"; then
        echo "Still mounted, left as it is: $room" >&2
        exit 1
    fi
    rm -rf --one-file-system "$room"
    exit "$status"
}
trap tidy EXIT
trap 'exit 130' INT TERM

# The host's own sources of packages, so that no address stands in the project.
copy_host_settings() {
    rm -rf "$room/etc/apt/sources.list.d" "$room/etc/apt/sources.list"
    cp -a /etc/apt/sources.list.d "$room/etc/apt/" 2>/dev/null || true
    cp -a /etc/apt/apt.conf.d/. "$room/etc/apt/apt.conf.d/" 2>/dev/null || true
    for file in /etc/apt/sources.list /etc/pip.conf /etc/resolv.conf /etc/hosts; do
        [ ! -e "$file" ] || cp -L "$file" "$room$file"
    done
    mkdir -p "$room/usr/local/share/ca-certificates" "$room/etc/ssl/certs"
    cp -aL /etc/ssl/certs/ca-certificates.crt "$room/etc/ssl/certs/" 2>/dev/null || true
}

mkdir -p "$root/build"
if [ -f "$cache" ]; then
    tar -xf "$cache" -C "$room"
else
    mirror=${CLEANROOM_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | head -n 1)}
    debootstrap --variant=minbase bookworm "$room" $mirror >&2
    tar -cf "$cache" -C "$room" .
fi
# The room's top folder is "/" in there, and others than root walk through it too.
chmod 755 "$room"
copy_host_settings
mount -t proc proc "$room/proc"
mounted=yes

inside() { # the host's settings for pip and proxies pass, nothing else
    passed=$(env | grep -E '^(PIP_|https?_proxy=|HTTPS?_PROXY=|no_proxy=|NO_PROXY=)' || true)
    set -f
    old=$IFS
    IFS='
'
    # shellcheck disable=SC2086
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
        $passed chroot "$room" /bin/sh -c "$1"
    IFS=$old
    set +f
}
inside 'apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-pip' >&2
# The package of certificates wrote its own list; what the host trusts counts here too.
copy_host_settings
mkdir -p "$room/src"
git -C "$root" archive HEAD | tar -x -C "$room/src"
# The first fenced block is what a newcomer types.
sed -n '/^```sh$/,/^```$/{/^```/d;p}' "$root/README.md" | while read -r line; do
    [ -n "$line" ] || continue
    echo "== $line" >&2
    case $line in
        *run*) # a window stays open, so living for a while counts as opening
            inside "cd /src && timeout 20 $line" </dev/null && got=0 || got=$?
            [ "$got" = 0 ] || [ "$got" = 124 ] || exit "$got"
            ;;
        *) inside "cd /src && $line" </dev/null ;;
    esac
done
inside 'cd /src && ./dev doctor'
