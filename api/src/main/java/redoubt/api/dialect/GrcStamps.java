package redoubt.api.dialect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.people.User;

/** The identifier first; who and when last. */
final class GrcStamps implements Stamps {

    record Identity(@Required String id) {}

    record Trace(
            @Required Instant createdAt,
            @Required Instant updatedAt,
            @Nullable Ref<User> createdBy,
            @Nullable Ref<User> updatedBy,
            @Required Long version) {}

    @Override
    public Record before(Known<?> known) {
        return new Identity(known.ref().id());
    }

    @Override
    public Record after(Known<?> known) {
        return new Trace(
                known.createdAt(),
                known.updatedAt(),
                user(known.createdBy()),
                user(known.updatedBy()),
                known.version());
    }

    @Override
    public Shape<? extends Record> first() {
        return Shape.of(Identity.class);
    }

    @Override
    public Shape<? extends Record> last() {
        return Shape.of(Trace.class);
    }

    private static @Nullable Ref<User> user(@Nullable String id) {
        return id == null ? null : Ref.of(User.class, id);
    }
}
