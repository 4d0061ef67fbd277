#include "services/planning/domain/training/words.h"
#include "services/planning/store/training/kept_rows.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning::training {

const sql::Table& TableOf(sql::Of<Trainer>) {
  static const sql::Table& table = NewTable("trainer", "", "");
  return table;
}

sql::Cells ToCells(const Trainer& trainer) { return KeptCells(trainer, {}); }

Trainer FromCells(sql::Of<Trainer>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Trainer trainer;
  TakeIds(in, trainer);
  TakeTimes(in, trainer);
  return trainer;
}

const sql::Table& TableOf(sql::Of<TrainerStep>) {
  static const sql::Table& table = *new sql::Table{
      "trainer_step",
      sql::Columns("programme trainer stage day evidence lapse", "position record_time"),
      {"programme", "trainer", "position"}};
  return table;
}

sql::Cells ToCells(const TrainerStep& step) {
  return {step.programme,
          step.trainer,
          WordOf(step.stage, kTrainerStageWords),
          sql::DayText(step.day),
          step.evidence,
          sql::DayText(step.lapse),
          sql::NumberText(step.position),
          sql::TimeText(step.record_time)};
}

TrainerStep FromCells(sql::Of<TrainerStep>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  TrainerStep step;
  step.programme = in.Text();
  step.trainer = in.Text();
  step.stage = MeaningOf<TrainerStage>(in.Text(), kTrainerStageWords);
  step.day = in.Day();
  step.evidence = in.Text();
  step.lapse = in.Day();
  step.position = in.Int();
  step.record_time = in.Time();
  return step;
}

}  // namespace pcsp::planning::training
