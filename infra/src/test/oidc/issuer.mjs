// A provider whose one client gets tokens for whoever it names, and a second door behind which anything is signed that a
// provider never would. Prints its address when it is there, and ends when its standard input does.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { SignJWT, UnsecuredJWT, exportSPKI, importJWK } from 'jose';
import Provider from 'oidc-provider';

const AUDIENCE = 'urn:redoubt:test';

const key = (type, options, kid, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig',
});
const keys = [
  key('rsa', { modulusLength: 2048 }, 'rsa', 'RS256'),
  key('ec', { namedCurve: 'P-256' }, 'ec', 'ES256'),
];
const stranger = key('rsa', { modulusLength: 2048 }, 'rsa', 'RS256');

const body = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
};

/** What a token says is good unless the order says otherwise; null leaves something out. */
async function forge(issuer, order) {
  const now = Math.floor(Date.now() / 1000);
  const claims = Object.fromEntries(Object.entries({
    iss: issuer, aud: AUDIENCE, sub: 'somebody', iat: now, exp: now + 600, email_verified: true, ...order.claims,
  }).filter(([, value]) => value !== null));
  const header = { alg: 'RS256', kid: 'rsa', typ: 'at+jwt', ...order.header };
  if (order.key === 'none') return new UnsecuredJWT(claims).encode();
  if (order.key === 'public') {
    // The public key taken for a shared secret.
    const spki = await exportSPKI(await importJWK({ kty: keys[0].kty, n: keys[0].n, e: keys[0].e }, 'RS256'));
    return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(new TextEncoder().encode(spki));
  }
  const jwk = order.key === 'stranger' ? stranger : header.alg === 'ES256' ? keys[1] : keys[0];
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, header.alg));
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'robot', client_secret: 'robot-secret', grant_types: ['client_credentials'],
      redirect_uris: [], response_types: [], token_endpoint_auth_method: 'client_secret_post',
    }],
    jwks: { keys },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        getResourceServerInfo: (context, resource) => ({
          scope: '', audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 600,
          jwt: { sign: { alg: context.oidc.body?.signed_with ?? 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (context) => ({
      email: context.oidc.body.email, email_verified: context.oidc.body.unverified === undefined,
    }),
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    if (request.url !== '/forge') return answer(request, response);
    try {
      response.end(await forge(issuer, await body(request)));
    } catch (failure) {
      response.writeHead(500).end(String(failure));
    }
  });
  console.log(issuer);
});
process.stdin.resume().on('end', () => process.exit());
