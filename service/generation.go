package service

// Generation1 is referred to by generated packages: a toolkit that is too old for
// them does not compile with them. A change of the tables that older code would read
// wrongly brings Generation2.
const Generation1 = true
