"""A risk from its creation to its deletion, with requests."""

import os

import requests

risks = os.environ["REDOUBT"] + "/api/v1/risks/"
client = requests.Session()
client.headers["Authorization"] = "Token " + os.environ["REDOUBT_TOKEN"]

made = client.post(risks, json={"name": "Data Breach Risk", "likelihood": 3, "impact": 4, "treatment": "mitigate"})
assert made.status_code == 201, made.text
risk = risks + made.json()["id"] + "/"
found = client.get(risks, params={"status": "open", "severity": "high", "search": "data breach", "page": 1})
assert made.json()["id"] in [each["id"] for each in found.json()["results"]], found.text
changed = client.put(risk, json={"name": "Data Breach Risk", "likelihood": 2, "impact": 4})
assert changed.json()["likelihood"] == 2, changed.text
assert client.get(risk).json()["likelihood"] == 2
assert client.delete(risk).status_code == 204
assert client.get(risk).status_code == 404
