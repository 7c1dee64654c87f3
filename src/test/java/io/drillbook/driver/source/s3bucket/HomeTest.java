package io.drillbook.driver.source.s3bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HomeTest {
  private static Home at(String endpoint, String bucket, String prefix) {
    return new Home(
        Optional.of(endpoint).filter(text -> !text.isEmpty()).map(URI::create),
        "eu-central-1",
        bucket,
        prefix);
  }

  @Test
  void aBucketOfAmazonIsTheSameByEveryAddress() {
    Home plain = at("", "shop", "uploads/");
    for (String endpoint :
        new String[] {
          "https://s3.eu-central-1.amazonaws.com", "https://S3.AMAZONAWS.COM",
        }) {
      Home written = at(endpoint, "shop", "uploads/drill/");
      assertThat(written.overlaps(plain)).as(endpoint).isTrue();
      assertThat(plain.overlaps(written)).as(endpoint).isTrue();
      assertThat(written.overlaps(at("", "other", ""))).isFalse();
    }
  }

  @Test
  void anotherStoreIsNotAmazon() {
    Home own = at("https://127.0.0.1:9000", "shop", "");
    assertThat(own.overlaps(at("", "shop", ""))).isFalse();
    assertThat(own.overlaps(at("https://localhost:9001", "shop", ""))).isTrue();
    assertThat(own.overlaps(at("https://amazonaws.com.example.invalid", "shop", ""))).isFalse();
  }
}
