package redoubt.infra.tenancy;

import io.r2dbc.spi.ConnectionFactory;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import redoubt.api.tenancy.InviteLinks;
import redoubt.api.tenancy.Shown;
import redoubt.identity.TeamInvitation;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.Strongbox;
import redoubt.model.Ref;

/** What the links of invitations hold: a digest opens them, and under a key of its own it can be shown again. */
final class StoredInviteLinks implements InviteLinks {

    private static final String PURPOSE = "invite link";
    private static final int SECRET = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Sql sql;
    private final MasterKey master;
    private final Strongbox box;
    private final SecureRandom random = new SecureRandom();

    StoredInviteLinks(ConnectionFactory connections, MasterKey master) {
        this.sql = new Sql(connections);
        this.master = master;
        this.box = master.strongbox(PURPOSE);
    }

    @Override
    public Mono<Void> draw(Ref<TeamInvitation> invitation, String email) {
        return Mono.defer(() -> {
            byte[] secret = new byte[SECRET];
            random.nextBytes(secret);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            return sql.run(
                    "insert into invite_link (invitation, digest, sealed, address) values ($1, $2, $3, $4)"
                            + " on conflict (invitation) do update set digest = excluded.digest, sealed ="
                            + " excluded.sealed, address = excluded.address",
                    statement -> statement
                            .bind("$1", UUID.fromString(invitation.id()))
                            .bind("$2", digest(token))
                            .bind("$3", box.close(invitation.id(), token))
                            .bind("$4", Addresses.digest(master, email)));
        });
    }

    @Override
    public Mono<String> behind(String token) {
        return TOKEN.matcher(token).matches()
                ? sql.ask(
                                "select invitation from invite_link where digest = $1",
                                statement -> statement.bind("$1", digest(token)),
                                row -> Objects.requireNonNull(row.get(0, UUID.class))
                                        .toString())
                        .next()
                : Mono.empty();
    }

    /** The invitation with what its link holds in clear. */
    Shown.Invitation opened(Shown.Invitation sealed) {
        String token = box.open(sealed.id(), HexFormat.of().parseHex(sealed.token()))
                .orElseThrow(() -> new IllegalStateException("The link of an invitation cannot be read"));
        return new Shown.Invitation(
                sealed.id(),
                sealed.team(),
                sealed.teamName(),
                sealed.organizationName(),
                sealed.email(),
                sealed.role(),
                token,
                sealed.inviteUrl() + token,
                sealed.invitedBy(),
                sealed.invitedByEmail(),
                sealed.status(),
                sealed.expiresAt(),
                sealed.acceptedAt(),
                sealed.createdAt(),
                sealed.updatedAt());
    }

    private String digest(String token) {
        return master.digest(PURPOSE, token);
    }
}
