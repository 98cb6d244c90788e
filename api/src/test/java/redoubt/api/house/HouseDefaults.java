package redoubt.api.house;

import java.util.Objects;
import redoubt.command.Instruction;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.identity.ApiToken;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.people.User;

/** What the house fills in where clients leave it out. */
final class HouseDefaults {

    private HouseDefaults() {}

    @SuppressWarnings("unchecked")
    static <R> R fill(R proposed, Instruction by) {
        return (R)
                switch (proposed) {
                    case Risk risk ->
                        Patch.of(Risk.class)
                                .set(
                                        Risk::folder,
                                        Objects.requireNonNullElse(risk.folder(), Ref.of(Folder.class, House.ROOT)))
                                .set(Risk::riskMatrix, Ref.of(RiskMatrix.class, House.MATRIX))
                                .applyTo(risk);
                    case Folder folder ->
                        Patch.of(Folder.class)
                                .set(Folder::parentFolder, Ref.of(Folder.class, House.ROOT))
                                .applyTo(folder);
                    case RiskMatrix matrix ->
                        Patch.of(RiskMatrix.class)
                                .set(RiskMatrix::folder, Ref.of(Folder.class, House.ROOT))
                                .applyTo(matrix);
                    case ApiToken token ->
                        Patch.of(ApiToken.class)
                                .set(
                                        ApiToken::owner,
                                        Ref.of(User.class, by.by().actor().user()))
                                .applyTo(token);
                    default -> proposed;
                };
    }
}
