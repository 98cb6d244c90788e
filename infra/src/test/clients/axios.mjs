// A risk from its creation to its deletion, with axios.
import assert from 'node:assert/strict'
import axios from 'axios'

const client = axios.create({
  baseURL: process.env.REDOUBT + '/api/v1',
  headers: { Authorization: 'Token ' + process.env.REDOUBT_TOKEN },
})

const made = await client.post('/risks/', { name: 'Data Breach Risk', likelihood: 3, impact: 4 })
assert.equal(made.status, 201)
const risk = '/risks/' + made.data.id + '/'
const found = await client.get('/risks/', { params: { status: 'open', severity: 'high', search: 'data breach' } })
assert.ok(found.data.results.some((each) => each.id === made.data.id))
const changed = await client.put(risk, { name: 'Data Breach Risk', likelihood: 2, impact: 4 })
assert.equal(changed.data.likelihood, 2)
assert.equal((await client.get(risk)).data.likelihood, 2)
assert.equal((await client.delete(risk)).status, 204)
await assert.rejects(client.get(risk), (failure) => failure.response.status === 404)
