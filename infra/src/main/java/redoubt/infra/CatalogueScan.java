package redoubt.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import redoubt.model.Catalogue;
import redoubt.model.Fact;
import redoubt.model.Resource;

/** Finds every resource and every fact there is: adding one to the product is adding its file. */
final class CatalogueScan {

    private static final String[] PACKAGES = {"redoubt.grc", "redoubt.identity", "redoubt.people", "redoubt.webhook"};

    private CatalogueScan() {}

    static Catalogue scan() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Resource.class));
        scanner.addIncludeFilter(new AnnotationTypeFilter(Fact.Happened.class));
        List<Class<?>> types = new ArrayList<>();
        for (String context : PACKAGES) {
            scanner.findCandidateComponents(context)
                    .forEach(found -> types.add(ClassUtils.resolveClassName(
                            Objects.requireNonNull(found.getBeanClassName()), CatalogueScan.class.getClassLoader())));
        }
        return Catalogue.of(types);
    }
}
