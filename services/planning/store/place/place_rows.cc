#include "services/planning/store/place/store.h"
#include "services/planning/store/training/kept_rows.h"

namespace pcsp::planning::training {

const sql::Table& TableOf(sql::Of<Place>) {
  static const sql::Table& table = NewTable("place", "postcode", "easting northing");
  return table;
}

sql::Cells ToCells(const Place& p) {
  return KeptCells(p, {p.postcode, sql::NumberText(p.easting), sql::NumberText(p.northing)});
}

Place FromCells(sql::Of<Place>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Place place;
  TakeIds(in, place);
  place.postcode = in.Text();
  place.easting = in.Int();
  place.northing = in.Int();
  TakeTimes(in, place);
  return place;
}

}  // namespace pcsp::planning::training
