package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redoubt.model.Catalogue;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.Resource;
import redoubt.model.Shape;
import redoubt.model.Vocabulary;

/** Whatever decides what old events come to changes the fingerprint under which snapshots are kept. */
class FingerprintTest {

    private static final EventJson JSON = new EventJson(Vocabulary.catalogue(), List.of());

    @Test
    void aShapeIsKnownByItsFingerprintAndOthersHaveOthers() {
        SnapshotJson once = new SnapshotJson(Vocabulary.catalogue(), JSON);
        SnapshotJson again = new SnapshotJson(Vocabulary.catalogue(), JSON);

        assertThat(once.fingerprint("risk")).hasSize(32).isEqualTo(again.fingerprint("risk"));
        assertThat(Vocabulary.catalogue().resources().stream()
                        .map(Shape::noun)
                        .filter(noun -> !List.of("user", "team_invitation").contains(noun))
                        .map(once::fingerprint))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(once.fingerprint("risk.folder")).isNull();
    }

    @Test
    void peopleHaveNoSnapshots() {
        SnapshotJson snapshots = new SnapshotJson(Vocabulary.catalogue(), JSON);
        assertThat(snapshots.fingerprint("user")).isNull();
        assertThat(snapshots.fingerprint("team_invitation")).isNull();
    }

    @Test
    void aFurtherFieldChangesIt() {
        assertThat(of(Wider.Parcel.class)).isNotEqualTo(of(Plain.Parcel.class));
    }

    @Test
    void anotherDefaultChangesIt() {
        assertThat(of(Defaulting.Parcel.class)).isNotEqualTo(of(Plain.Parcel.class));
    }

    @Test
    void aFurtherChoiceOfANestedFieldChangesIt() {
        assertThat(of(Choosy.Parcel.class)).isNotEqualTo(of(Plain.Parcel.class));
    }

    @Test
    void aFactChangesIt() {
        assertThat(of(Plain.Parcel.class, Plain.ParcelWeighed.class)).isNotEqualTo(of(Plain.Parcel.class));
    }

    @Test
    void anUpcastChangesIt() {
        Catalogue catalogue = Catalogue.of(Plain.Parcel.class);
        EventJson lifted = new EventJson(catalogue, List.of(new Upcast("parcel.updated", 1, payload -> payload)));

        assertThat(new SnapshotJson(catalogue, lifted).fingerprint("parcel")).isNotEqualTo(of(Plain.Parcel.class));
    }

    private static String of(Class<?>... types) {
        Catalogue catalogue = Catalogue.of(types);
        return Objects.requireNonNull(
                new SnapshotJson(catalogue, new EventJson(catalogue, List.of())).fingerprint("parcel"));
    }

    static final class Plain {

        enum Size {
            SMALL,
            LARGE
        }

        record Box(Size size) {}

        @Resource(name = "parcel", plural = "parcels")
        record Parcel(String name, @Nullable List<Box> boxes) {}

        @Fact.Happened(to = Parcel.class, as = "weighed")
        record ParcelWeighed() implements Fact<Parcel> {

            @Override
            public Patch<Parcel> effect() {
                return Patch.of(Parcel.class);
            }
        }
    }

    static final class Wider {

        @Resource(name = "parcel", plural = "parcels")
        record Parcel(
                String name,
                @Nullable List<Plain.Box> boxes,
                @Nullable String colour) {}
    }

    static final class Defaulting {

        @Resource(name = "parcel", plural = "parcels")
        record Parcel(String name, @Nullable List<Plain.Box> boxes) {

            Parcel {
                name = Objects.requireNonNullElse(name, "nameless");
            }
        }
    }

    static final class Choosy {

        enum Size {
            SMALL,
            LARGE,
            HUGE
        }

        record Box(Size size) {}

        @Resource(name = "parcel", plural = "parcels")
        record Parcel(String name, @Nullable List<Box> boxes) {}
    }
}
