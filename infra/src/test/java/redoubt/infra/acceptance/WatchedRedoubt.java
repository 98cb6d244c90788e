package redoubt.infra.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import reactor.blockhound.BlockHound;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.RedoubtApplication;

/**
 * Redoubt, watched for calls that block a thread of an event loop. Each is a line on standard error with what led to it; the
 * first is made on purpose, so that silence means something.
 */
final class WatchedRedoubt {

    static final String BLOCKED = "BLOCKED ";
    static final String ON_PURPOSE = "on-purpose";

    /** A JVM of today lets an agent add methods only if it is asked to. */
    static final List<String> JVM =
            List.of("-XX:+AllowRedefinitionToAddDeleteMethods", "-XX:+EnableDynamicAgentLoading", "-Xshare:off");

    private WatchedRedoubt() {}

    public static void main(String[] arguments) throws InterruptedException {
        BlockHound.builder()
                .loadIntegrations()
                // Reads a device of the kernel that never waits.
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully")
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "implNextBytes")
                // Classes are loaded once, from a file that the process has open.
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                // A lock that is held for less than a microsecond, and never while its holder waits for anything.
                .allowBlockingCallsInside(
                        "com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory$UuidFunction", "apply")
                // The same: some comparisons.
                .allowBlockingCallsInside("redoubt.query.projection.Watermark", "learn")
                .allowBlockingCallsInside("redoubt.query.projection.Watermark", "enter")
                .allowBlockingCallsInside("redoubt.query.projection.Watermark", "leave")
                .blockingMethodCallback(method -> System.err.println(
                        BLOCKED + method + " on " + Thread.currentThread().getName() + trace()))
                .install();
        var tried = Schedulers.newParallel(ON_PURPOSE, 1);
        tried.schedule(() -> {
            try {
                Thread.sleep(1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        tried.disposeGracefully().block();
        RedoubtApplication.main(arguments);
    }

    private static String trace() {
        return Arrays.stream(new Throwable().getStackTrace())
                .skip(3)
                .limit(40)
                .map(frame -> " < " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining());
    }
}
