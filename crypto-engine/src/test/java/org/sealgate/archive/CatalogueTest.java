package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.identity.Identity;

/** How the archive tells what is in it; the same of every store. */
abstract class CatalogueTest {
  @TempDir Path folder;
  private final List<String> ids = new ArrayList<>();
  private KeyArchive archive;

  /** A place where no archive is yet. */
  abstract ArchivePlace freshPlace(Path folder);

  @BeforeEach
  void fill() {
    archive = freshPlace(folder).open(MasterKey.createdIfAbsent(folder.resolve("master.key")));
    for (int i = 0; i < 7; i++) {
      Identity identity = ArchiveFixtures.encryption("user" + i + "@example.org", 2020 - i);
      ids.add(archive.add(identity).entry().id());
    }
  }

  @AfterEach
  void close() {
    archive.close();
  }

  @Test
  void idsComeInPagesInTheOrderInWhichTheyCameIn() {
    List<String> found = new ArrayList<>();
    List<String> page = archive.ids("", 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      found.addAll(page);
      page = archive.ids(page.getLast(), 3);
    }
    assertThat(found).isEqualTo(ids);
    assertThat(archive.size()).isEqualTo(ids.size());
  }

  @Test
  void whatEndsIsHandedOutTheNextOneFirst() {
    List<String> ending = new ArrayList<>();
    archive.forEachActiveUntil(
        Instant.parse("2020-06-01T00:00:00Z"), entry -> ending.add(entry.id()));
    assertThat(ending).isEqualTo(ids.subList(3, 7).reversed());
  }

  @Test
  void everythingIsHandedOutTheNewestFirst() {
    List<String> all = new ArrayList<>();
    archive.forEach(entry -> all.add(entry.id()));
    assertThat(all).isEqualTo(ids);
  }
}
