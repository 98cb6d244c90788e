package redoubt.api.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Digests;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.route.Around;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Instruction;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.CanonicalJson;

/**
 * Requests under an {@code Idempotency-Key} are done once. The key is claimed in the transaction of the events, so that
 * a crash leaves either nothing or a claim; an answer that was lost in between is rendered again from the log. Only
 * success is kept: what failed has changed nothing and may be tried again.
 */
public final class Idempotency implements Around {

    /** The header that carries the key. */
    public static final String HEADER = "Idempotency-Key";

    /** The code of the conflict with a request that is still being done. */
    public static final String IN_PROGRESS = "idempotency_in_progress";

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final Pattern KEY = Pattern.compile("\"([\\x21-\\x7e]{1,255})\"|([\\x21\\x23-\\x7e]{1,255})");
    private static final Set<String> KEPT = Set.of(
            "Content-Type", "Cache-Control", "Location", "ETag", "X-Redoubt-Position", "X-Redoubt-Secret-Withheld");

    private final Receipts receipts;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Keeps answers as {@code receipts}. */
    public Idempotency(Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public Mono<? extends Answer> answer(Call call, Handler handler) {
        // What anybody may ask is nobody's to repeat, and what is answered to it may open doors.
        if (call.header(HEADER).isEmpty() || call.endpoint().open()) {
            return handler.answer(call);
        }
        Instruction.Key key = key(call);
        if (!running.add(key.value())) {
            return inProgress();
        }
        // It runs no more before anybody hears of it: whoever has the answer may ask again at once.
        return Mono.using(key::value, _ -> known(key, call, handler), running::remove, true);
    }

    private Mono<Answer> known(Instruction.Key key, Call call, Handler handler) {
        return receipts.find(key.value())
                .<Answer>flatMap(receipt -> replay(receipt, key, call, handler))
                .switchIfEmpty(Mono.defer(() -> first(key, call, handler)));
    }

    private Mono<Answer> first(Instruction.Key key, Call call, Handler handler) {
        return Mono.<Answer>from(handler.answer(call.under(key)))
                .flatMap(answer -> keep(key, answer).thenReturn(answer))
                .onErrorResume(
                        thrown -> thrown instanceof Refused refused
                                && refused.failure() instanceof Failure.Conflict conflict
                                && conflict.code().equals(IN_PROGRESS),
                        refused -> receipts.find(key.value())
                                .<Answer>flatMap(receipt -> replay(receipt, key, call, handler))
                                .switchIfEmpty(Mono.error(refused)));
    }

    private Mono<Answer> replay(Receipt receipt, Instruction.Key key, Call call, Handler handler) {
        if (!receipt.fingerprint().equals(key.fingerprint())) {
            return Mono.error(new Refused(new Failure.KeyReused()));
        }
        if (receipt.status() != null) {
            return Mono.just(
                    new Reply(receipt.status(), receipt.headers(), receipt.body()).with("Idempotency-Replayed", true));
        }
        if (receipt.position() == null) {
            return inProgress();
        }
        return Mono.<Answer>from(handler.again(call.under(key), receipt.position()))
                .flatMap(answer -> keep(key, answer).thenReturn(answer))
                .map(answer -> answer instanceof Reply reply ? reply.with("Idempotency-Replayed", true) : answer);
    }

    private Mono<Void> keep(Instruction.Key key, Answer answer) {
        if (!(answer instanceof Reply reply) || !reply.successful()) {
            return Mono.empty();
        }
        Reply kept = reply.forKeeping();
        Map<String, String> headers = kept.headers().entrySet().stream()
                .filter(header -> KEPT.contains(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        // It is done, and whoever asked is told so; a lost copy of the answer can be rendered again.
        return receipts.keep(key.value(), key.fingerprint(), kept.status(), headers, kept.body())
                .onErrorResume(thrown -> {
                    LOG.warn("An answer could not be kept; it will be rendered anew if it is asked for", thrown);
                    return Mono.empty();
                });
    }

    private static <T> Mono<T> inProgress() {
        return Mono.error(new Refused(
                Failure.Conflict.of(IN_PROGRESS, "A request with this Idempotency-Key is still being processed")));
    }

    private static Instruction.Key key(Call call) {
        String header = String.join(",", call.header(HEADER)).strip();
        Matcher matcher = KEY.matcher(header);
        if (!matcher.matches()) {
            throw new Refused(Failure.Invalid.of(
                    Spelled.as(HEADER), "Must be 1 to 255 visible ASCII characters, in double quotes or without."));
        }
        String sent = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        String user = String.valueOf(call.by().actor().user());
        String method = call.endpoint().method().name();
        String path = call.path();
        byte[] body = CanonicalJson.bytes(call.fingerprint());
        String canonical = new String(body, StandardCharsets.UTF_8);
        return new Instruction.Key(digest(user, method, path, sent), digest(method, path, canonical));
    }

    /** No part can be mistaken for two, because none of them can hold a line break. */
    private static String digest(String... parts) {
        return Digests.sha256(String.join("\n", parts).getBytes(StandardCharsets.UTF_8), 64);
    }
}
