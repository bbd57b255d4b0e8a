# Sourced by ./check and ./sealgate: sets JAVA_HOME to a JDK of version 21 or later, or explains.
#
# JAVA_HOME wins where it is one; else the newest found in the usual places.

jdk_version() { # the feature version of the JDK at $1, or nothing where there is none
  [ -x "$1/bin/javac" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

choose_jdk() {
  local version best=0 best_home="" home
  version=$(jdk_version "${JAVA_HOME:-/none}")
  if [ "${version:-0}" -ge 21 ]; then
    export JAVA_HOME
    return 0
  fi
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    version=$(jdk_version "$home")
    if [ "${version:-0}" -ge 21 ] && [ "$version" -gt "$best" ]; then
      best=$version
      best_home=$home
    fi
  done
  if [ -z "$best_home" ]; then
    echo "sealgate: no JDK 21 or later found: install one (Debian: apt install openjdk-21-jdk) or set JAVA_HOME" >&2
    return 3
  fi
  export JAVA_HOME=$best_home
}

# Maven itself, quiet about what its own libraries do on a newer JDK.
quiet_maven() {
  [ "$(jdk_version "$JAVA_HOME")" -ge 23 ] || return 0
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
}

require_maven() {
  command -v mvn >/dev/null 2>&1 && return 0
  echo "sealgate: Maven is not installed: install it (Debian: apt install maven)" >&2
  return 3
}
