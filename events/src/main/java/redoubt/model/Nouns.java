package redoubt.model;

/** The public nouns of resource types, read once from their annotation. */
final class Nouns extends ClassValue<String> {

    private static final Nouns KNOWN = new Nouns();

    static String of(Class<?> type) {
        return KNOWN.get(type);
    }

    @Override
    protected String computeValue(Class<?> type) {
        Resource resource = type.getAnnotation(Resource.class);
        if (resource == null) {
            throw new IllegalArgumentException(type.getName() + " is not a @Resource");
        }
        return resource.name();
    }
}
