// A sheet for the door of a training room, to print and to sign.
#pragma once

#include <string>
#include <vector>

namespace pcsp::cli {

struct SheetRow {
  std::string name, practice, staff_group;
};

struct SignInSheet {
  std::string title;  // of the course
  std::string place;  // of the venue, or "online"
  std::string start, end;
  std::vector<SheetRow> rows;  // sorted by name when it is written
  int empty_rows = 0;          // for those who were not enrolled
};

// A page of HTML that needs nothing else and prints on A4, with the row's number, name, practice
// and staff group, and room for a signature.
std::string SheetAsHtml(SignInSheet sheet);

}  // namespace pcsp::cli
