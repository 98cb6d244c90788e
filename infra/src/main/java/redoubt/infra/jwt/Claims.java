package redoubt.infra.jwt;

import java.time.Instant;

/**
 * What a token of ours says.
 *
 * @param type what it is for
 * @param id its own identifier
 * @param session the session it belongs to, which is its family
 * @param user whose it is
 * @param pk the number of that account
 * @param issuedAt since when
 * @param expiresAt until when
 */
public record Claims(Type type, String id, String session, String user, long pk, Instant issuedAt, Instant expiresAt) {

    /** What a token is for. */
    public enum Type {
        /** To open doors. */
        ACCESS,
        /** To be exchanged. */
        REFRESH
    }
}
