#!/bin/sh
# A risk from its creation to its deletion, with curl.
set -eu
risks="$REDOUBT/api/v1/risks/"
ask() {
    curl --silent --show-error --fail --header "Authorization: Token $REDOUBT_TOKEN" \
        --header 'Content-Type: application/json' "$@"
}
made=$(ask --data '{"name": "Data Breach Risk", "likelihood": 3, "impact": 4, "treatment": "mitigate"}' "$risks")
id=$(printf %s "$made" | sed 's/.*"id":"\([0-9a-f-]*\)".*/\1/')
ask "$risks?status=open&severity=high&search=data%20breach&page=1&page_size=25" | grep -q "$id"
ask --request PUT --data '{"name": "Data Breach Risk", "likelihood": 2, "impact": 4}' "$risks$id/" | grep -q '"likelihood":2'
ask "$risks$id/" | grep -q '"likelihood":2'
ask --request DELETE "$risks$id/"
test "$(curl --silent --output /dev/null --write-out '%{http_code}' --header "Authorization: Token $REDOUBT_TOKEN" "$risks$id/")" = 404
