#!/usr/bin/env bash
# Prints the home of a JDK of at least the given version (default 21), the newest that is found; says what to do when there is none.
# Usage: infra/find-jdk.sh [VERSION]
set -u
least=${1:-21}

version_of() { # home -> major version, or nothing
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9]*\).*/\1/p'
  fi
}

candidates() {
  [ -n "${JAVA_HOME:-}" ] && echo "$JAVA_HOME"
  local on_path
  on_path=$(command -v javac) && on_path=$(readlink -f "$on_path") && dirname "$(dirname "$on_path")"
  ls -d /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home 2>/dev/null
}

best='' best_version=0
while IFS= read -r home; do
  version=$(version_of "$home")
  if [ -n "$version" ] && [ "$version" -ge "$least" ] && [ "$version" -gt "$best_version" ]; then
    best=$home best_version=$version
  fi
done < <(candidates)

if [ -z "$best" ]; then
  cat >&2 <<TXT
Sluice needs a JDK $least or newer and found none in JAVA_HOME, on the PATH, or in the usual places (/usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks).
Get one, for instance Eclipse Temurin: https://adoptium.net/ — or 'sdk install java 25-tem' — then run the same command again.
TXT
  exit 1
fi
echo "$best"
