package redoubt.command.grc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.Asset;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;

/** An asset stands on others, never on itself; one that is of value by itself stands on none. */
public final class AssetRules implements Rules<Asset, Set<Ref<Asset>>> {

    /** Above how many others an asset may stand. Looking further would cost more than anybody learns from it. */
    static final int MOST = 1_000;

    @Override
    public Class<Asset> of() {
        return Asset.class;
    }

    @Override
    public Asset complete(Asset proposed, Principal by) {
        return proposed.folder() != null
                ? proposed
                : Patch.of(Asset.class).set(Asset::folder, Home.of(by)).applyTo(proposed);
    }

    /** Looks at everything above, when there is something new there. */
    @Override
    public Mono<Set<Ref<Asset>>> look(Draft<Asset> draft, World world) {
        List<Ref<Asset>> parents = draft.proposed().parentAssets();
        boolean known = draft.former() != null && new HashSet<>(draft.former().parentAssets()).containsAll(parents);
        Set<Ref<Asset>> above = new HashSet<>();
        return known
                ? Mono.just(above)
                : Flux.fromIterable(parents)
                        .filter(above::add)
                        .expand(parent -> world.find(parent)
                                .flatMapIterable(asset -> asset.state().parentAssets())
                                .filter(above::add))
                        .take(MOST + 1L)
                        .then(Mono.just(above));
    }

    @Override
    public Ruling<Asset> judge(Draft<Asset> draft, Set<Ref<Asset>> above) {
        Complaints complaints = new Complaints();
        Asset asset = draft.proposed();
        if (asset.type() == Asset.Type.PRIMARY && !asset.parentAssets().isEmpty()) {
            complaints.add("parentAssets", "Only a supporting asset can have parents.");
        } else if (above.contains(draft.ref())) {
            complaints.add("parentAssets", "An asset cannot be its own parent, nor a parent of its parents.");
        } else if (above.size() > MOST) {
            complaints.add("parentAssets", "An asset cannot have more than " + MOST + " others above it.");
        }
        return complaints.isEmpty() ? Ruling.settled(asset) : Ruling.refused(complaints.toFailure());
    }
}
