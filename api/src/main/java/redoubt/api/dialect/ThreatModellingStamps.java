package redoubt.api.dialect;

import java.time.Instant;
import redoubt.model.Known;
import redoubt.model.Required;
import redoubt.model.Shape;

/** The identifier first; when last. */
final class ThreatModellingStamps implements Stamps {

    record Identity(@Required String id) {}

    record Times(@Required Instant createdAt, @Required Instant updatedAt) {}

    @Override
    public Record before(Known<?> known) {
        return new Identity(known.ref().id());
    }

    @Override
    public Record after(Known<?> known) {
        return new Times(known.createdAt(), known.updatedAt());
    }

    @Override
    public Shape<? extends Record> first() {
        return Shape.of(Identity.class);
    }

    @Override
    public Shape<? extends Record> last() {
        return Shape.of(Times.class);
    }
}
