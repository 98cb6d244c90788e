package redoubt.infra.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One Redoubt at a time on one data directory.
 *
 * <p>The kernel gives the lock back when the process dies, however it dies: a lock that can be had proves that a server
 * still found there is an orphan.
 */
final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws DatabaseUnusable if a living process holds it */
    static HomeLock take(Path home) throws IOException {
        var file = home.resolve("in-use-by");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return new HomeLock(channel);
            }
        } catch (OverlappingFileLockException held) {
            // Held by this very process: the answer is the same.
        }
        channel.close();
        throw new DatabaseUnusable("The data directory " + home + " is in use by process "
                + Files.readString(file).strip() + "; stop that Redoubt, or choose another directory.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
