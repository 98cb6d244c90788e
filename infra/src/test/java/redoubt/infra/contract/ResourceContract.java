package redoubt.infra.contract;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.acceptance.SharedRedoubt;
import redoubt.model.Shape;

/**
 * Everything that each resource promises, over real HTTP and a real PostgreSQL. A resource is proved by a class that
 * says what examples of it look like; what to do with them is in the interfaces.
 */
@ExtendWith(SharedRedoubt.class)
abstract class ResourceContract<R>
        implements Creating,
                Reading,
                Listing,
                Filtering,
                Changing,
                Deleting,
                Guarding,
                Parsing,
                Remembering,
                Repeating {

    private final Shape<R> shape;
    private Subject subject;

    ResourceContract(Class<R> type) {
        this.shape = Shape.of(type);
    }

    /** The JSON of the n-th example, without the member that says where it lives; no two are alike. */
    abstract String sample(int n);

    /** A merge patch; each of its members changes any of the examples. */
    abstract String change();

    /** What may be wrong, and what is said then. */
    abstract Stream<Mistake> mistakes();

    @BeforeEach
    void aFolderOfItsOwn(RunningRedoubt redoubt) {
        String home = redoubt.http()
                .post("/api/v1/folders/", "{\"name\":\"Contract " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
        subject = Subject.of(shape, redoubt, home, this::sample, change(), mistakes());
    }

    @Override
    public Subject subject() {
        return subject;
    }
}
