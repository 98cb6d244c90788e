package redoubt.infra.account;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a thread stands back where processors are scarce. The priorities of Java mean nothing to Linux unless the whole JVM is
 * told otherwise by a privileged user; a thread may always make itself less important.
 */
final class Niceness {

    private static final Logger log = LoggerFactory.getLogger(Niceness.class);

    /** To the kernel, a process or, on Linux, one thread. */
    private static final int PRIO_PROCESS = 0;

    private static final int SELF = 0;

    /** A tenth of what a usual thread gets beside it, and all of a processor that nobody else wants. */
    private static final int NICE = 10;

    private Niceness() {}

    /** Makes the calling thread stand back for good. Elsewhere than on Linux nothing happens. */
    static void standBack() {
        // Elsewhere it would be the whole process that stands back.
        if ("Linux".equals(System.getProperty("os.name"))) {
            try {
                int failed = (int) setPriority().invokeExact(PRIO_PROCESS, SELF, NICE);
                log.debug("{} stands back: {}", Thread.currentThread().getName(), failed == 0);
            } catch (Throwable unknown) {
                // It is as important as others then, which is no reason not to work.
                log.debug("A thread cannot stand back here", unknown);
            }
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle setPriority() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
