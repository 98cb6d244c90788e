package redoubt.command.grc;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.identity.Settings;
import redoubt.model.Known;
import redoubt.model.Ref;

/** Which matrix holds where: the nearest default walking up from a folder, else what the organization has set. */
final class Matrices {

    private Matrices() {}

    /** The matrix that a folder's risks get unless they name one. Disabled ones are passed over. */
    static Mono<Known<RiskMatrix>> effective(@Nullable Ref<Folder> folder, String organization, World world) {
        return walk(folder, world).switchIfEmpty(Mono.defer(() -> world.find(Settings.of(organization))
                .flatMap(settings -> world.find(settings.state().defaultRiskMatrix()))));
    }

    private static Mono<Known<RiskMatrix>> walk(@Nullable Ref<Folder> folder, World world) {
        if (folder == null) {
            return Mono.empty();
        }
        return world.find(folder)
                .flatMap(known -> Mono.justOrEmpty(known.state().defaultRiskMatrix())
                        .flatMap(world::find)
                        .filter(matrix -> matrix.state().isEnabled())
                        .switchIfEmpty(Mono.defer(() -> walk(known.state().parentFolder(), world))));
    }
}
