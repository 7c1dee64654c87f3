package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.PointCopy;

/** Is told what a check does at the moment it is done: a crash behind it must not hide it. */
public interface CheckLog {
  /** A copy was read back. */
  void read(CopyReading reading);

  /** A copy could not be read, which says nothing about it. */
  void unread(PointCopy copy, Fault why);

  /** A copy was to be made whole. */
  void repaired(RepairedCopy repaired);
}
