#!/usr/bin/env bash
# Builds everything and runs all tests. Needs the .NET SDK and Node.js, nothing else. Arguments go to `dotnet test`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

exec dotnet test UtmAttribution.sln --configuration Release --nologo "$@"
