package io.drillbook.crash;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Notes each request that changed an S3 server the moment its answer is there, before anybody has
 * read it. Made by the SDK itself, which finds it on the class path.
 */
public final class CountedRequests implements ExecutionInterceptor {
  private static SideEffects effects = new SideEffects(0);

  static synchronized void countIn(SideEffects here) {
    effects = here;
  }

  private static synchronized SideEffects effects() {
    return effects;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    SdkHttpMethod method = context.httpRequest().method();
    boolean changes = method != SdkHttpMethod.GET && method != SdkHttpMethod.HEAD;
    if (changes && context.httpResponse().isSuccessful()) {
      effects().happened();
    }
  }
}
