"""Deferred work: calibrations."""

from maillage.assessments import operations
from maillage.common import clock
from maillage.common.jobs import task


@task("assessments.calibrate")
def calibrate(*, calibration_id: int) -> None:
    operations.run_calibration(calibration_id=calibration_id, now=clock.now())
