// pcspctl place import: where postcodes are, from a published file.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/place/commands.h"
#include "gateway/cli/place/needed.h"
#include "gateway/cli/place/place_file.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

constexpr size_t kRowsAtOnce = 5000;
constexpr size_t kPieceBytes = 256 << 10;
constexpr size_t kRowsShown = 1000;  // of those rejected, in a table

struct ImportFlags {
  std::string file;
  bool needed = false, validate_only = false;
};

// One row of the file, and what became of it.
struct Verdict {
  int64_t row;
  std::string postcode, verdict, fault;
};

// Gathers rows, sends them in batches, keeps what became of each.
class Import {
 public:
  Import(Session& session, const ImportFlags& flags, std::set<std::string> needed)
      : session_(session), flags_(flags), needed_(std::move(needed)) {}

  absl::Status Take(PlaceRow row) {
    if (flags_.needed && needed_.count(row.place.id) == 0) {
      ++counts_["not needed"];
      return absl::OkStatus();
    }
    if (row.fault.empty() && !ids_.insert(row.place.id).second) row.fault = "given before";
    if (!row.fault.empty()) {
      Keep({row.row, row.place.postcode, "rejected", row.fault});
      return absl::OkStatus();
    }
    rows_.push_back(std::move(row));
    return rows_.size() < kRowsAtOnce ? absl::OkStatus() : Send();
  }

  absl::Status Send() {
    if (rows_.empty()) return absl::OkStatus();
    pb::RecordPlacesRequest request;
    request.set_parent(session_.ProgrammeName());
    request.set_validate_only(flags_.validate_only);
    request.set_request_id(NewUuid(SystemClock().Now()));
    for (const PlaceRow& row : rows_) {
      pb::Place* const place = request.add_places();
      place->set_postcode(row.place.postcode);
      place->set_easting(row.place.easting);
      place->set_northing(row.place.northing);
    }
    ASSIGN_OR_RETURN(const auto reply,
                     gateway::Ask(*session_.clients().places, &pb::PlaceService::Stub::RecordPlaces,
                                  request, session_.deadline()));
    for (size_t i = 0; i < rows_.size() && i < static_cast<size_t>(reply.verdicts_size()); ++i) {
      Keep({rows_[i].row, rows_[i].place.postcode,
            Word(pb::PlaceVerdict_Name(reply.verdicts(static_cast<int>(i))), "PLACE_VERDICT_"),
            ""});
    }
    rows_.clear();
    ids_.clear();
    return absl::OkStatus();
  }

  // Every row for programs, those that were rejected for people; the counts on standard error.
  void Tell() {
    if (session_.format == Format::kJson) {
      TellJson();
    } else {
      Table table({"ROW", "POSTCODE", "VERDICT", "FAULT"});
      for (const Verdict& v : verdicts_) {
        table.Add({absl::StrCat(v.row), v.postcode, v.verdict, v.fault});
      }
      const bool csv = session_.format == Format::kCsv;
      if (csv || !verdicts_.empty()) std::cout << (csv ? table.AsCsv() : table.AsText());
    }
    if (not_shown_ > 0) std::cerr << "and " << not_shown_ << " more; -o csv lists every row\n";
    std::cerr << absl::StrJoin(counts_, ", ", [](std::string* out, const auto& count) {
      absl::StrAppend(out, count.second, " ", count.first);
    }) << (counts_.empty() ? "no rows\n" : "\n");
    if (counts_.count("rejected") > 0) session_.exit_code = kPartly;
  }

 private:
  void Keep(Verdict verdict) {
    ++counts_[verdict.verdict];
    const bool table = session_.format == Format::kTable;
    if (table && verdict.verdict != "rejected") return;
    if (table && verdicts_.size() >= kRowsShown) {
      ++not_shown_;
    } else {
      verdicts_.push_back(std::move(verdict));
    }
  }

  void TellJson() const {
    auto rows = nlohmann::ordered_json::array();
    for (const Verdict& v : verdicts_) {
      rows.push_back({{"row", v.row}, {"postcode", v.postcode}, {"verdict", v.verdict}});
      if (!v.fault.empty()) rows.back()["fault"] = v.fault;
    }
    const nlohmann::ordered_json report = {{"counts", counts_}, {"rows", rows}};
    std::cout << report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }

  Session& session_;
  const ImportFlags& flags_;
  const std::set<std::string> needed_;
  std::vector<PlaceRow> rows_;
  std::set<std::string> ids_;  // of rows_
  std::vector<Verdict> verdicts_;
  std::map<std::string, int64_t> counts_;
  int64_t not_shown_ = 0;
};

absl::Status ReadInto(PlaceFile& places, const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (path != "-" && !file) return FileUnreadable(path);
  std::istream& in = path == "-" ? std::cin : file;
  std::error_code error;
  const uintmax_t known = path == "-" ? 0 : std::filesystem::file_size(path, error);
  const int64_t size = error ? 0 : static_cast<int64_t>(known);
  ProgressBar bar("recording " + path);
  std::string piece(kPieceBytes, '\0');
  for (int64_t read = 0; in; bar.Set(read, size)) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    read += in.gcount();
    RETURN_IF_ERROR(places.Push({piece.data(), static_cast<size_t>(in.gcount())}));
  }
  return places.Finish();
}

absl::Status ImportPlaces(Session& session, const ImportFlags& flags) {
  std::set<std::string> needed;
  if (flags.needed) {
    ASSIGN_OR_RETURN(const std::vector<Located> all, WhoIsLocated(session));
    for (const Located& one : all) needed.insert(planning::training::PlaceId(one.postcode));
  }
  Import import(session, flags, std::move(needed));
  PlaceFile places([&import](PlaceRow row) { return import.Take(std::move(row)); });
  absl::Status done = ReadInto(places, flags.file);
  if (done.ok()) done = import.Send();
  import.Tell();
  if (!done.ok()) std::cerr << "What was counted is recorded; the same file can be sent again.\n";
  return done;
}

constexpr char kImportFooter[] = R"(
The file is the ONS Postcode Directory, Code-Point Open with a header, or one of your own. Columns:
  postcode (or pcds, pcd8, pcd7, pcd); easting (eastings, oseast1m, east1m); northing (northings,
  osnrth1m, north1m): metres on the national grid.

  pcspctl place import ONSPD_AUG_2026_UK.csv --needed

Sent again, a file changes nothing that it said before.)";

void SetUpImport(Command command, ImportFlags& flags) {
  command.AddOption("file", flags.file, "CSV file; - for standard input").Required();
  command.AddFlag("--needed", flags.needed,
                  "Take only postcodes of the programme's organisations and venues");
  command.AddFlag("--validate-only", flags.validate_only, "Report what would be done, do nothing");
  command.Footer(kImportFooter);
}

}  // namespace

void AddPlaceImport(Command noun, Session& session) {
  AddCommand(noun, session, "import", "Record places from a CSV file", SetUpImport, ImportPlaces);
}

}  // namespace pcsp::cli
