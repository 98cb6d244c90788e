package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.Asset;
import redoubt.grc.Folder;
import redoubt.grc.Threat;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;

class AssetTest {

    private static final String ITSELF = "An asset cannot be its own parent, nor a parent of its parents.";

    private final Scenario house = Scenario.founded();

    @Test
    void anAssetIsASupportingOneAtTheTopUnlessItIsSaidOtherwise() {
        Asset asset = house.state(house.made(asset("Database")));
        assertThat(asset.type()).isEqualTo(Asset.Type.SUPPORT);
        assertThat(asset.folder()).isEqualTo(house.root());
    }

    @Test
    void aThreatIsPublishedAtTheTopUnlessItIsSaidOtherwise() {
        Threat threat = house.state(house.made(Patch.of(Threat.class).set(Threat::name, "Flood")));
        assertThat(threat.isPublished()).isTrue();
        assertThat(threat.folder()).isEqualTo(house.root());
    }

    @Test
    void onlyASupportingAssetHasParents() {
        Ref<Asset> payments = house.made(asset("Payments").set(Asset::type, Asset.Type.PRIMARY));
        Ref<Asset> database = house.made(asset("Database").set(Asset::parentAssets, List.of(payments)));
        String message = "Only a supporting asset can have parents.";
        house.when(create(asset("Fraud")
                        .set(Asset::type, Asset.Type.PRIMARY)
                        .set(Asset::parentAssets, List.of(database))))
                .thenInvalid("parentAssets", message);
        house.when(update(database, Asset::type, Asset.Type.PRIMARY)).thenInvalid("parentAssets", message);
        house.when(update(
                        database,
                        Patch.of(Asset.class)
                                .set(Asset::type, Asset.Type.PRIMARY)
                                .set(Asset::parentAssets, List.of())))
                .then("asset.updated");
    }

    @Test
    void noAssetStandsOnItself() {
        Ref<Asset> host = house.made(asset("Host"));
        Ref<Asset> database = house.made(asset("Database").set(Asset::parentAssets, List.of(host)));
        Ref<Asset> shop = house.made(asset("Shop").set(Asset::parentAssets, List.of(database)));
        house.when(update(host, Asset::parentAssets, List.of(host))).thenInvalid("parentAssets", ITSELF);
        house.when(update(host, Asset::parentAssets, List.of(shop))).thenInvalid("parentAssets", ITSELF);
        house.when(update(shop, Asset::parentAssets, List.of(database, host))).then("asset.updated");
    }

    @Test
    void twoWhoMakeHalfACycleEachDoNotMakeOne() {
        Ref<Asset> one = house.made(asset("One"));
        Ref<Asset> other = house.made(asset("Other"));
        house.meanwhile(update(other, Asset::parentAssets, List.of(one)))
                .when(update(one, Asset::parentAssets, List.of(other)))
                .thenInvalid("parentAssets", ITSELF);
    }

    @Test
    void whatStandsOnTooManyOthersIsNotLookedThroughToTheEnd() {
        List<Ref<Asset>> layer = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            layer.add(house.made(asset("Base " + i)));
        }
        List<Ref<Asset>> next = List.of(
                house.made(asset("Left").set(Asset::parentAssets, layer)),
                house.made(asset("Right")
                        .set(
                                Asset::parentAssets,
                                List.of(house.made(asset("More").set(Asset::parentAssets, more()))))));
        String message = "An asset cannot have more than 1000 others above it.";
        house.when(create(asset("Top").set(Asset::parentAssets, next))).thenInvalid("parentAssets", message);
        house.when(update(house.made(asset("Top")), Asset::parentAssets, next)).thenInvalid("parentAssets", message);
    }

    private List<Ref<Asset>> more() {
        List<Ref<Asset>> more = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            more.add(house.made(asset("More " + i)));
        }
        return more;
    }

    @Test
    void aParentThatGoesIsNoLongerOne() {
        Ref<Asset> host = house.made(asset("Host"));
        Ref<Asset> database = house.made(asset("Database").set(Asset::parentAssets, List.of(host)));
        house.when(delete(host)).then("asset.updated", "asset.deleted");
        assertThat(house.state(database).parentAssets()).isEmpty();
    }

    @Test
    void aParentThatIsOutOfSightIsLikeNone() {
        Ref<Folder> sales = house.folder("Sales");
        Ref<Asset> vault = house.made(asset("Vault"));
        house.as(Role.ANALYST, sales)
                .when(create(asset("Till").set(Asset::folder, sales).set(Asset::parentAssets, List.of(vault))))
                .thenInvalid("parentAssets", "Object not found or not accessible.");
    }

    private static Patch<Asset> asset(String name) {
        return Patch.of(Asset.class).set(Asset::name, name);
    }
}
