package redoubt.api.http;

import java.util.Map;
import reactor.core.publisher.Flux;

/**
 * An answer that is told while it happens. Each chunk is flushed at once. The server asks for a good number of chunks in
 * advance and then for one whenever one was written, so whoever makes them can let the socket set the pace.
 *
 * @param headers by their usual spelling
 * @param chunks what to send; cancelled when the client goes away
 */
public record Streamed(Map<String, String> headers, Flux<byte[]> chunks) implements Answer {}
