package redoubt.api.audit;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Moments;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.PublicKeys.Published;
import redoubt.query.chain.SealedLog;
import tools.jackson.core.JsonGenerator;

/** Where the chain stands, what was signed, and with which keys. */
final class Ledger {

    private final SealedLog log;
    private final Showing showing;

    Ledger(SealedLog log, Showing showing) {
        this.log = log;
        this.showing = showing;
    }

    Mono<Answer> head(Call call) {
        Clearance.somewhere(call, Permission.VIEW_AUDIT_LOG);
        call.parameters().finish();
        return log.head()
                .map(head -> Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("position", head.position());
                    text("hash", head.sealed() == head.position() ? head.sealedHash() : null, out);
                    out.writeNumberProperty("sealed_position", head.sealed());
                    out.writeStringProperty("sealed_hash", head.sealedHash());
                    text("at", head.at() == null ? null : Moments.print(head.at()), out);
                    out.writeEndObject();
                }));
    }

    Mono<Answer> checkpoints(Call call) {
        Clearance.somewhere(call, Permission.VIEW_AUDIT_LOG);
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return Mono.zip(log.checkpointCount(), log.checkpoints(cut.window().offset(), cut.size()))
                .map(found -> page(call, cut, found.getT1(), found.getT2(), Checkpoint::write));
    }

    Mono<Answer> keys(Call call) {
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return log.keys().map(all -> {
            List<Published> shown = all.reversed().stream()
                    .skip(cut.window().offset())
                    .limit(cut.size())
                    .toList();
            return page(call, cut, all.size(), shown, Published::write);
        });
    }

    private <T> Answer page(Call call, Paging.Cut cut, long count, List<T> rows, BiConsumer<T, JsonGenerator> write) {
        if (!cut.exists(count)) {
            throw new Refused(new Failure.NotFound());
        }
        Paging.Place place =
                new Paging.Place(showing.url(), call.path(), call.parameters().raw());
        byte[] body = JsonText.write(out -> showing.dialect()
                .paging()
                .write(cut, count, place, out, into -> rows.forEach(row -> write.accept(row, into))));
        return Showing.unlessKnown(call, Reply.json(200, body).with("ETag", EntityTags.of(body)));
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }
}
