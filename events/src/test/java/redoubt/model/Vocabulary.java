package redoubt.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every resource and fact of the product, found by looking, so that no test forgets the newest one. */
public final class Vocabulary {

    private Vocabulary() {}

    /** All of them as a catalogue. */
    public static Catalogue catalogue() {
        return Catalogue.of(types());
    }

    /** Their record types. */
    public static List<Class<?>> types() {
        try {
            URI home = Catalogue.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            if (Files.isDirectory(Path.of(home))) {
                return types(Path.of(home));
            }
            try (var jar = FileSystems.newFileSystem(Path.of(home), Map.of())) {
                return types(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Class<?>> types(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .<Class<?>>map(Vocabulary::load)
                    .filter(Class::isRecord)
                    .filter(type ->
                            type.isAnnotationPresent(Resource.class) || type.isAnnotationPresent(Fact.Happened.class))
                    .toList();
        }
    }

    private static Class<?> load(String file) {
        try {
            String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            return Class.forName(name, false, Vocabulary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
