package redoubt.infra;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is in the jar that people start: of the tests it has neither the classes nor the logging setup. */
public final class Shipped {

    private Shipped() {}

    /** The class path of this process without what belongs to tests, of this module and of the others. */
    public static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
