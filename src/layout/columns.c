#include "layout/columns.h"

#include <math.h>

size_t columns_fill(const ColumnRow *rows, size_t count, double height, size_t *starts, size_t room)
{
    size_t columns = 0;
    double y = INFINITY;
    for (size_t i = 0; i < count; i++) {
        double wanted = rows[i].space_above + rows[i].height;
        if (rows[i].keep && i + 1 < count)
            wanted += rows[i + 1].space_above + rows[i + 1].height;
        if (y + wanted > height + 1e-6) {
            if (columns < room)
                starts[columns] = i;
            columns++;
            y = -rows[i].space_above;
        }
        y += rows[i].space_above + rows[i].height;
    }
    return columns;
}

double columns_least_height(const ColumnRow *rows, size_t count, size_t columns)
{
    double low = 0, high = 0;
    for (size_t i = 0; i < count; i++)
        high += rows[i].space_above + rows[i].height;
    for (int i = 0; i < 40; i++) {
        const double middle = (low + high) / 2;
        *(columns_fill(rows, count, middle, NULL, 0) <= columns ? &high : &low) = middle;
    }
    return high;
}
