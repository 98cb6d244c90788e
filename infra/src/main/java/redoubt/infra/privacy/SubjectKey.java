package redoubt.infra.privacy;

import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The key of somebody.
 *
 * @param id by which sealed texts name it
 * @param subject the identifier of whose it is
 * @param secret null once it has been destroyed
 */
record SubjectKey(UUID id, UUID subject, @Nullable SecretKey secret) {}
