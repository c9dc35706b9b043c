#!/usr/bin/env bash
# How long 'whisperbench backends' takes from start to exit, with and without the archive of classes.
# usage: start-up.sh HOME_OF_AN_INSTALLATION JAVA_HOME... ; RUNS=11 is the default.
# HF=PATH_OF_hf adds 'hf cache ls'; KARAF=FOLDER_OF_AN_UNPACKED_KARAF adds its client, which asks a server that runs already (the
# folder's etc/users.properties must have a user 'karaf'; it runs on the first JAVA_HOME).
# Prints, of all runs, the least and the median of the seconds that passed, and the least of the seconds of processor time.
set -eu
home=$1
shift
runs=${RUNS:-11}
first=$1
user=$(mktemp -d)
trap 'rm -rf "$user"' EXIT
TIMEFORMAT='%R %U %S'

measure() { # title, command...
    local title=$1 i
    shift
    for ((i = 0; i < runs; i++)); do
        { time "$@" > /dev/null 2>&1; } 2>&1
    done | awk -v title="$title" '{ wall[NR] = $1; cpu = $2 + $3; if (NR == 1 || cpu < least) least = cpu }
        END { n = asort_(wall, NR); printf "%-44s %6.2f %7.2f %10.2f\n", title, wall[1], wall[int((NR + 1) / 2)], least }
        function asort_(a, n,   i, j, t) { for (i = 2; i <= n; i++) { t = a[i]; for (j = i - 1; j > 0 && a[j] > t; j--) a[j + 1] = a[j]; a[j + 1] = t } return n }'
}

# By its input: a command among its words ends Karaf 4.4.8's client before the answer.
karaf_lists_bundles() {
    echo bundle:list | "$KARAF/bin/client" -b
}

echo "machine: $(nproc) processors, $(uname -sr)"
echo "date:    $(date -u '+%Y-%m-%d %H:%M UTC')"
echo "load:    $(cut -d ' ' -f 1 /proc/loadavg) (average of the last minute)"
printf '%-44s %6s %7s %10s\n' "command, $runs runs" "least" "median" "processor"
for java in "$@"; do
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$java/release")
    export JAVA_HOME=$java HOME=$user
    WHISPERBENCH_CLASS_ARCHIVE=off measure "whisperbench backends, $version" "$home/bin/whisperbench" backends
    "$home/bin/whisperbench" backends > /dev/null
    until ls "$user"/.cache/whisperbench/jvm/*-"${version%%.*}".[ja]* > /dev/null 2>&1 \
            && [ -z "$(find "$user/.cache/whisperbench/jvm" -name '*.making')" ]; do
        sleep 1
    done
    measure "whisperbench backends, $version, archive" "$home/bin/whisperbench" backends
done
if [ -n "${HF:-}" ]; then
    measure "hf cache ls" "$HF" cache ls
fi
if [ -n "${KARAF:-}" ]; then
    export JAVA_HOME=$first
    "$KARAF/bin/start" > /dev/null 2>&1
    for ((i = 0; i < 120; i++)); do
        karaf_lists_bundles > /dev/null 2>&1 && break
        sleep 1
    done
    measure "Karaf's client, bundle:list" karaf_lists_bundles
    "$KARAF/bin/stop" > /dev/null 2>&1
fi
echo "load at the end: $(cut -d ' ' -f 1 /proc/loadavg) (average of the last minute)"
