#!/usr/bin/env bash
# Puts Chromium, PostgreSQL with PostGIS and a font with every Vietnamese letter on a machine that has
# apt, and starts the database server. Where apt or the rights are missing it says so and succeeds:
# the tests look for themselves, and report what they could not run as skipped, with the reason.
set -euo pipefail

say() { printf 'prepare: %s\n' "$*"; }

# In continuous integration a missing part is a failure; on a desk it is a sentence.
give_up() {
    say "$*"
    [ -z "${CI:-}" ] || exit 1
    exit 0
}

have() { command -v "$1" >/dev/null 2>&1; }

if [ "$(id -u)" -eq 0 ]; then
    as_root() { "$@"; }
    as_postgres() { runuser -u postgres -- "$@"; }
elif have sudo && sudo -n true 2>/dev/null; then
    as_root() { sudo -n "$@"; }
    as_postgres() { sudo -n -u postgres "$@"; }
else
    as_root() { return 1; }
    as_postgres() { return 1; }
fi

# A server named by the environment is somebody's own: it is used as it is.
wants_own_server() { [ -z "${HOTSPOTS_TEST_POSTGRES_URL:-}" ]; }

installed_server_version() {
    local directory version newest=''
    for directory in /usr/lib/postgresql/*/bin; do
        [ -x "$directory/postgres" ] || continue
        version=${directory#/usr/lib/postgresql/}
        version=${version%/bin}
        if [ -z "$newest" ] || [ "$version" -gt "$newest" ]; then newest=$version; fi
    done
    printf '%s' "$newest"
}

# Debian's package "postgresql" depends on the server of the release: postgresql-15, postgresql-17 …
candidate_server_version() {
    apt-cache depends postgresql 2>/dev/null |
        sed -n 's/^ *Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | sort -n | tail -n 1
}

# The browser without a window where the release has it: it is smaller and does less.
candidate_browser() {
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        echo chromium-headless-shell
    else
        echo chromium
    fi
}

missing_packages() {
    have chromium-headless-shell || have chromium || have chromium-browser || have google-chrome ||
        candidate_browser
    [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || echo fonts-dejavu-core
    if wants_own_server; then
        local version
        version=$(installed_server_version)
        [ -n "$version" ] || { version=$(candidate_server_version); echo "postgresql-${version:-15}"; }
        [ -e "/usr/share/postgresql/$version/extension/postgis.control" ] ||
            echo "postgresql-${version:-15}-postgis-3"
    fi
}

apt_get() {
    # The locale decides the encoding of the cluster that the server's package creates.
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -qq -o DPkg::Lock::Timeout=120 "$@"
}

install_missing() {
    local packages
    mapfile -t packages < <(missing_packages)
    [ "${#packages[@]}" -gt 0 ] || return 0
    have apt-get || {
        say "there is no apt here, so these were not installed: ${packages[*]}"
        exit 0
    }
    as_root true || {
        say "without root or sudo these were not installed: ${packages[*]}"
        exit 0
    }
    # Package lists may be absent (a container) or stale; the server's version is read after this.
    apt_get update || true
    mapfile -t packages < <(missing_packages)
    say "installing ${packages[*]}"
    apt_get install -y --no-install-recommends "${packages[@]}" >/dev/null ||
        give_up "apt could not install ${packages[*]}"
}

server_answers() { pg_isready -q; }

start_server() {
    have pg_ctlcluster || return 0
    server_answers && return 0
    as_root true || {
        say "the database server is down and cannot be started without root or sudo"
        exit 0
    }
    local version name
    read -r version name _ < <(pg_lsclusters -h | sort -rn) || true
    if [ -z "${version:-}" ]; then
        version=$(installed_server_version)
        name=main
        as_root env LC_ALL=C.UTF-8 pg_createcluster "$version" "$name" >/dev/null
    fi
    say "starting PostgreSQL $version"
    as_root pg_ctlcluster --skip-systemctl-redirect "$version" "$name" start ||
        give_up "the database server did not start; see /var/log/postgresql"
    for _ in $(seq 50); do
        server_answers && return 0
        sleep 0.2
    done
    give_up "the database server does not answer"
}

# The tests create and drop databases of their own and load PostGIS into them, over the local socket.
allow_this_user() {
    have psql && server_answers || return 0
    psql -X -q -d postgres -c 'select 1' >/dev/null 2>&1 && return 0
    as_postgres createuser --superuser "$(id -un)" ||
        give_up "$(id -un) is not known to the database server and could not be added"
}

install_missing
if wants_own_server; then
    start_server
    allow_this_user
fi
