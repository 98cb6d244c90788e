// A risk from its creation to its deletion, with net/http.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strings"
)

type risk struct {
	ID         string `json:"id"`
	Likelihood int    `json:"likelihood"`
	Results    []risk `json:"results"`
}

func ask(method, path, body string, expected int) risk {
	request, err := http.NewRequest(method, os.Getenv("REDOUBT")+"/api/v1/risks/"+path, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Token "+os.Getenv("REDOUBT_TOKEN"))
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != expected {
		log.Fatalf("%s %s: %s", method, path, response.Status)
	}
	var told risk
	if expected != http.StatusNoContent {
		if err := json.NewDecoder(response.Body).Decode(&told); err != nil {
			log.Fatal(err)
		}
	}
	return told
}

func main() {
	made := ask("POST", "", `{"name": "Data Breach Risk", "likelihood": 3, "impact": 4}`, http.StatusCreated)
	found := false
	for _, each := range ask("GET", "?status=open&severity=high&search=data%20breach", "", http.StatusOK).Results {
		found = found || each.ID == made.ID
	}
	if !found {
		log.Fatal("The risk is not in the list")
	}
	one := made.ID + "/"
	if ask("PUT", one, `{"name": "Data Breach Risk", "likelihood": 2, "impact": 4}`, http.StatusOK).Likelihood != 2 {
		log.Fatal("The risk did not change")
	}
	if ask("GET", one, "", http.StatusOK).Likelihood != 2 {
		log.Fatal("The risk did not change")
	}
	ask("DELETE", one, "", http.StatusNoContent)
	ask("GET", one, "", http.StatusNotFound)
}
