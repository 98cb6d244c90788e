package redoubt.api.http;

import java.util.Map;
import reactor.core.publisher.Flux;

/**
 * An answer that is told while it happens. Each chunk is written and flushed before the next one is taken, so the
 * socket sets the pace.
 *
 * @param headers by their usual spelling
 * @param chunks what to send; cancelled when the client goes away
 */
public record Streamed(Map<String, String> headers, Flux<byte[]> chunks) implements Answer {}
