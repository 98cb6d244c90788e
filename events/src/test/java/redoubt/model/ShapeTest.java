package redoubt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.people.User;

class ShapeTest {

    private final Shape<Risk> risk = Shape.of(Risk.class);

    @Test
    void aFieldIsNamedByAMethodReference() {
        Field<Risk, Integer> likelihood = risk.field(Risk::likelihood);
        assertThat(likelihood).isSameAs(risk.field("likelihood").orElseThrow()).hasToString("Risk.likelihood");
        assertThat(risk.field("ghost")).isEmpty();
    }

    @Test
    void onlyAReferenceToAComponentNamesAField() {
        Getter<Risk, String> lambda = each -> each.name();
        assertThatThrownBy(() -> risk.field(lambda)).isInstanceOf(IllegalArgumentException.class);
        Getter<Risk, Integer> other = Risk::hashCode;
        assertThatThrownBy(() -> risk.field(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFieldKnowsItsAnnotationsWhereverTheCompilerPutsThem() {
        assertThat(risk.field(Risk::strengthOfKnowledge)
                        .as(Max.class)
                        .orElseThrow()
                        .value())
                .isEqualTo(2);
        assertThat(risk.field(Risk::owner).as(Size.class).orElseThrow().max()).isEqualTo(50);
        assertThat(risk.field(Risk::severity).writable()).isFalse();
        assertThat(risk.field(Risk::name).nullable()).isFalse();
        assertThat(risk.field(Risk::status).nullable()).isFalse();
        assertThat(risk.field(Risk::labels).nullable()).isFalse();
        assertThat(risk.field(Risk::dueDate).nullable()).isTrue();
    }

    @Test
    void pointersKnowWhatTheyPointAt() {
        assertThat(risk.field(Risk::owner).target()).isEqualTo(User.class);
        assertThat(risk.field(Risk::riskMatrix).target()).isEqualTo(RiskMatrix.class);
        assertThat(risk.parent()).contains(risk.field(Risk::folder));
        assertThat(Shape.of(User.class).parent()).isEmpty();
    }

    @Test
    void aThingIsKnownByItsName() {
        Folder folder = Patch.of(Folder.class).set(Folder::name, "Payments").create();
        assertThat(Shape.of(Folder.class).nameOf(folder)).contains("Payments");
        assertThat(Ref.of(RiskMatrix.class, "7")).hasToString("risk_matrix:7");
    }

    @Test
    void aShapeIsReadOnceAndOnlyFromRecords() {
        assertThat(Shape.of(Risk.class)).isSameAs(risk);
        assertThatThrownBy(() -> Shape.of(String.class)).hasMessage("java.lang.String is not a record");
    }
}
