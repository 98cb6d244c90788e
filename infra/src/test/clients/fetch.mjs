// A risk from its creation to its deletion, with fetch.
import assert from 'node:assert/strict'

const risks = process.env.REDOUBT + '/api/v1/risks/'

function ask(url, method = 'GET', body) {
  return fetch(url, {
    method,
    headers: { Authorization: 'Token ' + process.env.REDOUBT_TOKEN, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  })
}

const made = await ask(risks, 'POST', { name: 'Data Breach Risk', likelihood: 3, impact: 4, treatment: 'mitigate' })
assert.equal(made.status, 201)
const { id } = await made.json()
const risk = risks + id + '/'
const found = await (await ask(risks + '?status=open&severity=high&search=data%20breach')).json()
assert.ok(found.results.some((each) => each.id === id))
const changed = await ask(risk, 'PUT', { name: 'Data Breach Risk', likelihood: 2, impact: 4 })
assert.equal((await changed.json()).likelihood, 2)
assert.equal((await (await ask(risk)).json()).likelihood, 2)
assert.equal((await ask(risk, 'DELETE')).status, 204)
assert.equal((await ask(risk)).status, 404)
